import type { Cell } from './useGrid'

/** Where somebody was in the table: kept with the entry of the browser's history, so that Back leads to the same place. */
export interface Place extends Cell {
  top: number
  left: number
}

export function keepPlace(place: Place) {
  history.replaceState({ ...(history.state as object | null), pivot: place }, '')
}

export function keptPlace(): Place | undefined {
  return (history.state as { pivot?: Place } | null)?.pivot
}
