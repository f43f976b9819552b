/** Whether what was clicked (or pressed) comes to what is chosen already: with Ctrl, Cmd or Shift held. */
export function addsTo(event: Event): boolean {
  const { ctrlKey, metaKey, shiftKey } = event as MouseEvent
  return ctrlKey || metaKey || shiftKey
}
