// An OpenID provider that was written by others: node server.mjs PORT ISSUER REDIRECT_URI
import { generateKeyPairSync } from 'node:crypto';
import { Provider } from 'oidc-provider';

const [, , port, issuer, redirect] = process.argv;
const key = { ...generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ format: 'jwk' }), use: 'sig', alg: 'RS256', kid: 'one' };
const provider = new Provider(issuer, {
  clients: [{
    client_id: 'hub',
    client_secret: 'a-secret-of-the-test-only',
    redirect_uris: [redirect],
    response_types: ['code'],
    grant_types: ['authorization_code'],
  }],
  jwks: { keys: [key] },
  claims: { openid: ['sub'], profile: ['name'], email: ['email', 'email_verified'] },
  conformIdTokenClaims: false,
  pkce: { required: () => true },
  cookies: { keys: ['cookies of the test'] },
  findAccount: (context, id) => ({
    accountId: id,
    claims: () => ({ sub: id, name: `Name of ${id}`, email: `${id}@northwind.example`, email_verified: true }),
  }),
});
provider.proxy = true;
provider.listen(Number(port), '127.0.0.1', () => console.log('ready'));
