// Why the server refused, in words: one sentence for each status, and one for each reason that the dev console counts. The
// client of a refused token is told no reason: the console is for this machine only.

export const STATUSES = {
  0: "The server does not answer. Is it running?",
  400: "The server cannot read what the page sent: it is not a JSON object.",
  401: "Your login is not valid any more. Please log in again.",
  409: "Other requests of this user kept changing the cart. Try again.",
  412: "The cart was changed elsewhere meanwhile, so nothing was done here.",
  413: "The cart is too large for the session. Remove something first.",
  422: "There is no cart in the session on the server any more. Reload the page.",
  503: "The server has no room for one more session, or cannot reach its sessions. Try again later.",
};

export const REASONS = {
  WRONG_TRIGGER: "The message did not come from an HTTP request.",
  NO_TOKEN: "The request has no token.",
  SEVERAL_TOKENS: "The request has more than one token.",
  TOKEN_TOO_LONG: "The token is too long.",
  NOT_A_BEARER_TOKEN: "The header does not hold a bearer token.",
  TOKEN_FROM_PARAMETER: "The token came in a parameter.",
  CROSS_SITE_COOKIE: "The token came in a cookie with another site's request.",
  MALFORMED_TOKEN: "The token is not a JWT.",
  ENCRYPTED_TOKEN: "The token is encrypted.",
  UNSECURED_TOKEN: "The token has no signature.",
  UNSUPPORTED_CRITICAL_HEADER: "The token needs an unknown extension.",
  UNSUPPORTED_TYPE: "The token has another purpose.",
  ALGORITHM_NOT_ALLOWED: "The token's algorithm is not allowed.",
  UNKNOWN_KEY: "The token's key is unknown.",
  BAD_SIGNATURE: "The token's signature is wrong.",
  REFUSED_BY_PROCESSOR: "The application's JWT processor refused the token.",
  LOGOUT_TOKEN: "The token tells of a logout.",
  NOT_A_LOGOUT_TOKEN: "The token does not tell of a logout.",
  NO_EXPIRY: "The token never expires.",
  EXPIRED: "The token has expired.",
  NOT_YET_VALID: "The token is not valid yet.",
  WRONG_ISSUER: "The token is from another issuer.",
  WRONG_AUDIENCE: "The token is for another service.",
  WRONG_CLAIM: "A claim of the token has a wrong value.",
  MISSING_CLAIM: "A claim of the token is missing.",
  NO_ISSUE_TIME: "The token does not say when it was issued.",
  LIVES_TOO_LONG: "The token is valid for too long.",
  ISSUED_IN_FUTURE: "The token was issued in the future.",
  SESSION_ENDED: "The token was logged out.",
};

/** Where there is no sentence, it is told at least whose fault it is. */
export function explain(status) {
  if (Object.hasOwn(STATUSES, status)) return STATUSES[status];
  if (status >= 500) return `The server failed (HTTP ${status}). Its log says why.`;
  return `The server refused the request (HTTP ${status}).`;
}
