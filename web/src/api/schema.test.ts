import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import openapiTypescript, { astToString } from 'openapi-typescript';
import { format, resolveConfig } from 'prettier';
import { expect, it } from 'vitest';

const contract = pathToFileURL(join(import.meta.dirname, '../../../docs/openapi.json'));
const schema = join(import.meta.dirname, 'schema.ts');
const heading = '/** Generated from the contract of the server by `npm run schema`; not to be changed by hand. */\n\n';

it('the generated types are those of the contract (npm run schema writes them anew)', async () => {
  const generated = heading + astToString(await openapiTypescript(contract));
  const style = await resolveConfig(schema);
  await expect(await format(generated, { ...style, filepath: schema })).toMatchFileSnapshot('./schema.ts');
}, 60_000);
