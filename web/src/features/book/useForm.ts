import { computed, nextTick, reactive, ref, shallowRef } from 'vue'
import { useI18n } from 'vue-i18n'
import { ApiError } from '@/api/error'
import { useAction } from '@/composables/useAction'
import type { Problems } from './checks'
import { isChanged, type Draft } from './rebase'

/**
 * A form: what is typed, what is wrong with it, and its sending. What is typed stays through every failure.
 * @param initial What it begins with.
 * @param check What is wrong, field by field, as far as the page can tell.
 * @param send Sends it.
 */
export function useForm<T extends Draft>(initial: T, check: (typed: T) => Problems, send: () => Promise<unknown>) {
  const { t } = useI18n()
  const base = shallowRef<T>(initial)
  const typed = reactive({ ...initial }) as T
  const wasTried = ref(false)
  const problems = computed(() => check(typed))
  const action = useAction(send)

  /** What is wrong with a field: what the server said of it, or what the page sees since it was tried to send. */
  function problem(field: string): string | undefined {
    const own = wasTried.value ? problems.value[field] : undefined
    return own ? t(`book.${own.key}`, own.values ?? {}) : sentence(action.of(field))
  }
  /** What went wrong that no field tells. */
  const failure = computed(() => {
    const error = action.error.value
    const isTold =
      error instanceof ApiError && error.problems.length > 0 && error.problems.every(({ parameter }) => parameter in typed)
    return isTold ? null : error
  })

  async function submit(event?: Event): Promise<boolean> {
    const form = event?.currentTarget
    wasTried.value = true
    const isDone = Object.keys(problems.value).length === 0 && (await action.run())
    if (!isDone) {
      await nextTick()
      if (form instanceof HTMLElement) form.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus()
    }
    return isDone
  }

  return {
    typed,
    base,
    problem,
    failure,
    submit,
    isRunning: action.isRunning,
    error: action.error,
    isDirty: computed(() => isChanged(base.value, typed)),
    /** Begins anew: with other values, and perhaps with something typed already. */
    begin(values: T, over: T = values) {
      base.value = values
      Object.assign(typed, over)
    },
  }
}

/** The server says of a field that it is wrong: must be given. */
const sentence = (text: string | undefined) => text && text.charAt(0).toUpperCase() + text.slice(1)
