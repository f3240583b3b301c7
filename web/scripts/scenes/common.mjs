/** What scenes share: steps of a report, and answers of a server in trouble. */

export const here = ['Här är det', 'It is here'];
export const still = ['Är kvar', 'Still like this'];
export const fresh = ['något nytt', 'something new'];
export const go = ['Fortsätt', 'Continue'];
export const send = ['Skicka rapporten', 'Send the report'];

export const problem = (status, type = 'about:blank', errors = []) => ({
  status,
  contentType: 'application/problem+json',
  body: JSON.stringify({ type, title: 'x', status, detail: '', instance: '/requests/7f3a', errors }),
});

export const may = (command) => (place) => place.may?.includes(command);

/** One that is seen in full, and on which people work. */
export const worked = (place) => place.level === 'full' && place.status === 'active';
