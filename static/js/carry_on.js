/**
 * Sends what was kept while somebody signed in again.
 *
 * The page of the kept form gives way to its answer, so that going back does not send it again.
 */

export function mount(form) {
  if (performance.getEntriesByType("navigation")[0]?.type === "navigate") form.submit();
}
