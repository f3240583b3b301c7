/** What stays chosen while something on a page is opened and closed. */
export const kept = $state({ codeList: 'problem_type' });
