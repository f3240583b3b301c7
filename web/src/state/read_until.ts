/**
 * A list page by page, from its first page or on from what is shown, until there is so much of it. Beside the items stands
 * what the last page says.
 */
export async function readUntil<P extends { items: unknown[]; next?: string | null | undefined }>(
  fetchPage: (cursor: string | undefined) => Promise<P>,
  atLeast = 1,
  shown?: P,
): Promise<P> {
  const page = await fetchPage(shown?.next ?? undefined);
  const list = { ...page, items: [...(shown?.items ?? []), ...page.items] };
  return page.next && list.items.length < atLeast ? readUntil(fetchPage, atLeast, list) : list;
}
