import type { ApiProblem } from '../../domain/api.ts'
import { fail, ok, type Result } from '../../domain/result.ts'
import { frameHeaders } from '../frame.ts'

export type ApiFailure = { readonly status: number; readonly code: string; readonly retryAfter?: number }

/** One request to the server; status 0 = no network. */
export async function request<T>(path: string, init?: RequestInit): Promise<Result<T, ApiFailure>> {
  try {
    const response = await fetch(path, { ...init, headers: { ...init?.headers, ...frameHeaders() } })
    if (response.ok) return ok((response.status === 204 ? undefined : await response.json()) as T)
    const problem = (await response.json().catch(() => ({}))) as Partial<ApiProblem>
    const retryAfter = problem.retryAfter
    return fail({ status: response.status, code: problem.code ?? 'failed', ...(retryAfter ? { retryAfter } : {}) })
  } catch {
    return fail({ status: 0, code: 'noNetwork' })
  }
}
export const post = <T>(path: string, body: unknown): Promise<Result<T, ApiFailure>> =>
  request<T>(path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })
