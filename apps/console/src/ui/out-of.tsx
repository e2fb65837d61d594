type OutOfProps = { readonly now: string; readonly of: string };

/** "1 / 3", also where the text around it is read from the right: there it would say "3 / 1". */
export function OutOf({ now, of }: OutOfProps) {
  return (
    <bdi dir="ltr">
      {now} / {of}
    </bdi>
  );
}
