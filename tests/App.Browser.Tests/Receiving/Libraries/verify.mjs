// What each of the public libraries says of each request, read as JSON with its body in base64.
import { readFileSync } from "node:fs";
import { Webhook as Standard } from "standardwebhooks";
import { Webhook as Svix } from "svix";

const cases = JSON.parse(readFileSync(0, "utf8"));
const accepts = (Library, { secret, headers, body }) => {
  try {
    new Library(secret).verify(Buffer.from(body, "base64"), headers);
    return true;
  } catch {
    return false;
  }
};
console.log(JSON.stringify([Standard, Svix].map((library) => cases.map((c) => accepts(library, c)))));
