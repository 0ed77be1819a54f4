// Reads an array of { name, schema, valid: [data], invalid: [data] } and prints what is not as it should be.
import Ajv2020 from "ajv/dist/2020.js";
import formats from "ajv-formats";

let input = "";
for await (const chunk of process.stdin) input += chunk;
const faults = [];
for (const { name, schema, valid, invalid } of JSON.parse(input)) {
  const ajv = new Ajv2020({ strict: true, allowUnionTypes: true, allErrors: true });
  formats(ajv);
  const validate = ajv.compile(schema);
  for (const data of valid) if (!validate(data)) faults.push(`${name}: ${ajv.errorsText(validate.errors)}`);
  for (const data of invalid) if (validate(data)) faults.push(`${name} takes ${JSON.stringify(data)}`);
}
console.log(JSON.stringify(faults));
