// Keeps every rule below .plan-scope, so that a host's own page is never restyled.
const SCOPE = '.plan-scope'
const SUPPORTED = /^\.(govuk-frontend-supported|js-enabled)\s+/
const PAGE = /^(html|body|\.govuk-template)/

function scoped (selector) {
  if (selector === ':root') return SCOPE
  if (SUPPORTED.test(selector)) return selector.replace(SUPPORTED, `.govuk-frontend-supported ${SCOPE} `)
  if (selector.includes(SCOPE)) return selector
  return `${SCOPE} ${selector}`
}

export function scope () {
  return {
    postcssPlugin: 'plan-scope',
    Once (root) {
      root.walkRules((rule) => {
        if (rule.parent.type === 'atrule' && /keyframes$/.test(rule.parent.name)) return
        const kept = rule.selectors.filter((selector) => !PAGE.test(selector))
        if (kept.length === 0) rule.remove()
        else rule.selectors = [...new Set(kept.map(scoped))]
      })
    }
  }
}
