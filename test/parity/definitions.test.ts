import { describeRows } from './describe-rows.js';
import { blankFirstHost } from './fixtures.js';
import { putImportFiles } from './import-files.js';
import { definitionRows } from './rows/definitions.js';

describeRows(
  'definitions',
  { writes: definitionRows },
  {
    batched: true,
    prepare: async (lab) => {
      await blankFirstHost(lab);
      const removeImportFiles = await putImportFiles(lab);
      return async () => {
        await removeImportFiles();
        await blankFirstHost(lab);
      };
    },
  },
);
