// Why the server refused, in words: one sentence for each error code of errors.yaml, and one for each reason that the dev
// console counts. The client of a refused token is told no reason: the console is for this machine only.

export const ERRORS = {
  invalid_token: "Your login is not valid any more. Please log in again.",
  wrong_user_or_password: "Unknown user or wrong password.",
  invalid_body: "The server cannot read what the page sent: it is not a JSON object.",
  missing_field: "There is no cart in the session on the server any more. Reload the page.",
  invalid_cart: "The cart cannot be bought: each line needs an item and a quantity from 1 to 99.",
  session_too_large: "The cart is too large for the session. Remove something first.",
  too_many_sessions: "The server holds as many sessions as it may. Try again later.",
  conflict: "Other requests of this login kept changing the cart. Try again.",
  unavailable: "The server cannot reach its sessions or its keys. Try again later.",
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

/** Status 0 is no answer at all; an answer without a known code says at least whose fault it is. */
export function explain(status, error) {
  if (status === 0) return "The server does not answer. Is it running?";
  if (Object.hasOwn(ERRORS, error)) return ERRORS[error];
  if (status >= 500) return `The server failed (HTTP ${status}). Its log says why.`;
  return `The server refused the request (HTTP ${status}).`;
}
