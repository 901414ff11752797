import { Button, Group } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { downloadFile } from '../kit/csv';
import { Icon } from '../kit/icons';
import { say } from '../kit/toast';
import { useConsole } from '../shell/context';
import type { Statement } from './places';

const FORMATS = ['csv', 'pdf'] as const;

/** The statement as a file for a spreadsheet, and as pages to print. */
export function FileButtons({ statement }: { statement: Statement }) {
  const { api } = useConsole();
  const { partnerId, person, period, currency } = statement;
  const whose = person === null ? partnerId : `${partnerId}-${person.personId}`;
  const getting = useMutation({
    mutationFn: async (format: (typeof FORMATS)[number]) => ({
      format,
      file: await api.file(`/v1/partners/{id}/statements/{period}/${format}`, {
        path: { id: partnerId, period },
        query: { currency, person: person?.personId },
      }),
    }),
    onSuccess: ({ format, file }) => downloadFile(`statement-${whose}-${period}-${currency}.${format}`, file),
    onError: (error) => say(`There is no file: ${error.message}`, 'bad'),
  });
  return (
    <Group gap="xs">
      {FORMATS.map((format) => (
        <Button
          key={format}
          size="compact-sm"
          variant="default"
          leftSection={<Icon name="down" size={16} />}
          onClick={() => getting.mutate(format)}
          loading={getting.isPending && getting.variables === format}
        >
          {format.toUpperCase()}
        </Button>
      ))}
    </Group>
  );
}
