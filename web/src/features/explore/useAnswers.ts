import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/vue-query'
import { computed, shallowRef, watch, type Ref } from 'vue'
import { noteLoad } from '@/api/queries'
import { getTable, type Params, type Table } from '@/api/table'
import { fittingDepth, rowLimit } from './levels'
import { figureNames, levelParams, type Question } from './question'

/** The answers to a question, with the question that they answer: it may be the one before, while the next is on its way. */
export interface Answered {
  question: Question
  answers: Table[][]
  notices: string[]
  loadId: number | undefined
  /** The dimensions that were left out because there would be too many rows, and how many. */
  tooMany: { dimensions: readonly string[]; all: readonly string[]; rows: number; limit: number } | undefined
}

/** Asks each level of subtotals by itself, all at once: only the server can compute a ratio of a group. */
export function useAnswers(question: Ref<Question | undefined>) {
  const client = useQueryClient()

  async function askAll(asked: Question, isAgain = false): Promise<Table[][]> {
    const limit = rowLimit(figureNames(asked.measures, asked.compares).length)
    const ask = (params: Params) =>
      client.fetchQuery({
        queryKey: ['table', asked.dataset.path, params],
        queryFn: ({ signal }) => getTable(asked.dataset.path, params, signal),
        ...(isAgain ? { staleTime: 0 } : {}),
      })
    const levels = (dimensions: readonly string[]) => [...dimensions, ''].map((_, level) => level)
    const answers = await Promise.all(
      levels(asked.rows).map((i) =>
        Promise.all(levels(asked.columns).map((j) => ask(levelParams(asked, i, j, i + j ? limit : undefined)))),
      ),
    )
    // A load may have been published between two answers: a table never mixes two states of the data.
    const isMixed = new Set(answers.flat().map(({ loadId }) => loadId)).size > 1
    return isMixed && !isAgain ? askAll(asked, true) : answers
  }

  const query = useQuery({
    queryKey: computed(() => {
      const asked = question.value
      return ['explore', asked?.dataset.path, asked?.rows, asked?.columns, asked && levelParams(asked, asked.rows.length, 0)]
    }),
    enabled: computed(() => question.value !== undefined),
    placeholderData: keepPreviousData,
    shallow: true,
    structuralSharing: false,
    queryFn: async (): Promise<Answered> => {
      const asked = question.value!
      const answers = await askAll(asked)
      const loadId = answers[0]![0]!.loadId
      noteLoad(loadId)
      const [rows, columns] = fittingDepth(answers)
      const left = [...asked.rows.slice(rows), ...asked.columns.slice(columns)]
      const deepest = answers.at(-1)!.at(-1)!
      return {
        question: {
          ...asked,
          rows: asked.rows.slice(0, rows),
          columns: asked.columns.slice(0, columns),
          having: rows < asked.rows.length ? [] : asked.having,
        },
        answers: answers.slice(0, rows + 1).map((line) => line.slice(0, columns + 1)),
        notices: [...new Set(answers.flat().flatMap(({ notices }) => notices))],
        loadId,
        tooMany: left.length
          ? { dimensions: left, all: [...asked.rows, ...asked.columns], rows: deepest.rowCount, limit: deepest.rows.length }
          : undefined,
      }
    },
  })
  // What was shown stays while the next is on its way, and also when it fails.
  const shown = shallowRef<Answered>()
  watch(query.data, (answered) => answered && (shown.value = answered), { immediate: true })
  return { shown, isWaiting: query.isFetching, error: query.error, refetch: query.refetch }
}
