// What every bundle needs to begin.
export function whenReady (initialise) {
  if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', initialise)
  else initialise()
}

export function startComponents (components) {
  document.body.classList.add('js-enabled')
  if ('noModule' in HTMLScriptElement.prototype) document.body.classList.add('govuk-frontend-supported')
  for (const [name, Component] of Object.entries(components)) {
    for (const element of document.querySelectorAll(`.plan-scope [data-module="${name}"]`)) {
      try {
        new Component(element) // eslint-disable-line no-new
      } catch (error) {
        // A component that fails leaves the plain control, which works.
        console.warn(error)
      }
    }
  }
}
