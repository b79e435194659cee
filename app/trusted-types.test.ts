import { describe, expect, it } from 'vitest'
import { policy } from './trusted-types.ts'

describe('what may become markup', () => {
  it('[SCREEN3] templates of the build may, active content may not', () => {
    expect(policy.createHTML('<div class="pill"><i class="i"></i> </div>')).toBe(
      '<div class="pill"><i class="i"></i> </div>',
    )
    for (const bad of [
      '<script>1</script>',
      '<img src=x onerror=alert(1)>',
      '<a href="javascript:alert(1)">x</a>',
      '<iframe srcdoc="x"></iframe>',
      '< script src=x>',
      '<base href="//x">',
    ])
      expect(() => policy.createHTML(bad), bad).toThrow('active content')
  })
})
