import { useMutation } from '@tanstack/react-query';
import { requireFile } from './api-file.ts';
import { downloadFile } from './save-file.ts';

type Wanted = {
  /** The address of the file. */
  readonly url: string;
  /** The same as a text, which is there at once. */
  readonly asText: string;
};

/** Saves a file of the API. A download that fails says nothing, so the API is asked first: `error` is what it says. */
export function useDownload() {
  return useMutation({
    mutationFn: ({ asText }: Wanted) => requireFile(asText),
    onSuccess: (_, { url }) => downloadFile(url),
  });
}
