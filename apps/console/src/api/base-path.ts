/** The path below which the API serves the console, with a slash at its end. */
export const BASE_PATH = new URL(document.baseURI).pathname.replace(/[^/]*$/, '');
