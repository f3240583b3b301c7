/**
 * A real identity provider for the tests: oidc-provider on loopback, with users that a test tells it of.
 *
 * Prints `{"issuer": "..."}` once it listens, and ends with its standard input. What a test wants of it comes as one JSON
 * object a line on standard input and is answered with one line: the users there are, keys of another kind, silence.
 */
import { Provider } from 'oidc-provider';
import { createServer } from 'node:http';
import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { createInterface } from 'node:readline';

// What the library says of itself is not for the test, which reads standard output.
for (const word of ['log', 'info', 'warn']) console[word] = console.error;

const { redirectUri, logOutUri } = JSON.parse(process.argv[2]);
let users = {};
let current = null;
let handle = null;
/** Where the service hears of log-outs, and whether it is told which session has ended or only whose. */
let backChannel = null;
/** What was sent there. */
const sent = [];

function freshKeys(kind) {
  const pair =
    kind === 'ES256'
      ? generateKeyPairSync('ec', { namedCurve: 'P-256' })
      : generateKeyPairSync('rsa', { modulusLength: 2048 });
  const key = pair.privateKey.export({ format: 'jwk' });
  return { keys: [{ ...key, kid: randomUUID(), use: 'sig', alg: kind }] };
}

function provider(issuer, kind, idTokenSeconds = 3_600) {
  const made = new Provider(issuer, {
    jwks: freshKeys(kind),
    clients: [
      {
        client_id: 'samplats',
        client_secret: 'a secret of & the provider',
        redirect_uris: [redirectUri],
        post_logout_redirect_uris: [logOutUri],
        grant_types: ['authorization_code', 'refresh_token'],
        id_token_signed_response_alg: kind,
        ...(backChannel && {
          backchannel_logout_uri: backChannel.uri,
          backchannel_logout_session_required: backChannel.tellsSessions,
        }),
      },
    ],
    scopes: ['openid', 'offline_access', 'groups'],
    claims: { openid: ['sub'], groups: ['groups', 'preferred_username', 'email'] },
    // Groups stand in the ID token, as the operator's page asks for.
    conformIdTokenClaims: false,
    pkce: { required: () => true },
    cookies: { keys: ['only for tests'] },
    ttl: { IdToken: idTokenSeconds, AccessToken: 120, RefreshToken: 86_400, Session: 86_400, Interaction: 600, Grant: 86_400 },
    interactions: { url: (_, interaction) => `/interaction/${interaction.uid}` },
    features: { devInteractions: { enabled: false }, rpInitiatedLogout: { enabled: true }, backchannelLogout: { enabled: true } },
    // The library calls nobody on loopback, which is where the service under test listens.
    fetch: (url, { dispatcher, ...options }) => {
      sent.push(String(options.body));
      return globalThis.fetch(url, options);
    },
    findAccount: (_, id) => {
      const user = users[id];
      return user && !user.disabled ? { accountId: id, claims: async () => ({ sub: id, ...user.claims }) } : undefined;
    },
    loadExistingGrant: async (ctx) => {
      const grant = new ctx.oidc.provider.Grant({
        clientId: ctx.oidc.client.clientId,
        accountId: ctx.oidc.session.accountId,
      });
      grant.addOIDCScope('openid offline_access groups');
      await grant.save();
      return grant;
    },
  });
  const answer = made.callback();
  return async (request, response) => {
    if (!request.url.startsWith('/interaction/')) return answer(request, response);
    // Whoever sits at the provider types a name and a password; a test has said who that is.
    const { prompt } = await made.interactionDetails(request, response);
    const result = prompt.name === 'login' ? { login: { accountId: current } } : { consent: {} };
    return made.interactionFinished(request, response, result, { mergeWithLastSubmission: true });
  };
}

const server = createServer((request, response) => {
  Promise.resolve(handle(request, response)).catch((error) => {
    response.statusCode = 500;
    response.end(String(error));
  });
});
server.listen(0, '127.0.0.1', () => {
  const issuer = `http://127.0.0.1:${server.address().port}`;
  handle = provider(issuer, 'RS256');
  process.stdout.write(`${JSON.stringify({ issuer })}\n`);
  createInterface({ input: process.stdin })
    .on('line', (line) => {
      const order = JSON.parse(line);
      if (order.users) users = order.users;
      if (order.current) current = order.current;
      if (order.keys) handle = provider(issuer, order.keys, order.idTokenSeconds);
      if (order.backChannel) {
        backChannel = order.backChannel;
        handle = provider(issuer, 'RS256');
      }
      if (order.trouble) handle = (_, response) => response.writeHead(503).end('away');
      process.stdout.write(`${JSON.stringify({ sent })}\n`);
    })
    .on('close', () => process.exit(0));
});
