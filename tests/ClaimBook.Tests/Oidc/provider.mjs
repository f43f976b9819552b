// An OpenID Connect provider for the tests of single sign-on: the package oidc-provider on a free port of this machine, with everything in memory.
// It writes its address as one line and ends with its standard input. POST /test/... changes it while it runs.
import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import Provider from 'oidc-provider';

const users = {}; // by subject: the claims of each
let key, issuer, handle;

function start() {
  const provider = new Provider(issuer, {
    jwks: { keys: [key] },
    clients: [
      {
        client_id: 'claimbook', client_secret: 'a-secret-of-claimbook', token_endpoint_auth_method: 'client_secret_post', application_type: 'native',
        grant_types: ['authorization_code'], redirect_uris: ['http://127.0.0.1/signin-oidc'], post_logout_redirect_uris: ['http://127.0.0.1/'],
      },
      ...['actuary', 'stranger'].map((client_id) => ({
        client_id, client_secret: `a-secret-of-${client_id}`, token_endpoint_auth_method: 'client_secret_post',
        grant_types: ['client_credentials'], response_types: [], redirect_uris: [],
      })),
    ],
    pkce: { required: () => true },
    scopes: ['openid', 'email', 'claims_desk'],
    claims: { openid: ['sub'], email: ['email', 'email_verified'], claims_desk: ['groups', 'agencies', 'desk'] },
    findAccount: (_, sub) => ({ accountId: sub, claims: () => ({ sub, ...users[sub] }) }),
    extraTokenClaims: (_, token) => users[token.clientId],
    features: {
      clientCredentials: { enabled: true },
      rpInitiatedLogout: { enabled: true },
      resourceIndicators: {
        enabled: true,
        getResourceServerInfo: (_, audience) => ({ scope: 'api', audience, accessTokenFormat: 'jwt', jwt: { sign: { alg: 'RS256' } } }),
      },
    },
    cookies: { keys: ['of the tests'] },
    renderError: (ctx, out) => { ctx.body = out; },
  });
  handle = provider.callback();
}

function newKey() {
  key = { ...generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ format: 'jwk' }), kid: randomUUID(), use: 'sig', alg: 'RS256' };
}

async function control(request, response) {
  let body = '';
  for await (const chunk of request) body += chunk;
  switch (request.url) {
    case '/test/users': Object.assign(users, JSON.parse(body)); break;
    case '/test/rotate': newKey(); start(); break;
    default: response.statusCode = 404;
  }
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify(key));
}

const server = createServer((request, response) => request.url.startsWith('/test/') ? control(request, response) : handle(request, response));
server.listen(0, '127.0.0.1', () => {
  issuer = `http://127.0.0.1:${server.address().port}`;
  newKey();
  start();
  console.log(issuer);
});
process.stdin.resume().on('end', () => process.exit());
