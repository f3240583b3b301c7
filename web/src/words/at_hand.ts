/** Before any test, as before any page is shown: the words are there. */
import { fetchWords } from './say';

await fetchWords('sv');
