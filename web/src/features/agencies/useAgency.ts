import { useQuery } from '@tanstack/vue-query'
import { ApiError } from '@/api/error'
import { api, dataOf } from '@/api/client'
import { noteLoad } from '@/api/queries'

/** An agency's card. */
export function useAgency(id: string) {
  return useQuery({
    queryKey: ['agency', id],
    queryFn: async ({ signal }) => {
      if (!/^\d{1,9}$/.test(id)) throw new ApiError(404)
      const card = await dataOf(api.GET('/api/v1/agencies/{id}', { params: { path: { id: Number(id) } }, signal }))
      noteLoad(card.loadId)
      return card
    },
  })
}
