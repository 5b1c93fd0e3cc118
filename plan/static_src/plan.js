// Enhancements only: every page works without them.
import { Button } from 'govuk-frontend/dist/govuk/components/button/button.mjs'
import { CharacterCount } from 'govuk-frontend/dist/govuk/components/character-count/character-count.mjs'
import { Checkboxes } from 'govuk-frontend/dist/govuk/components/checkboxes/checkboxes.mjs'
import { ErrorSummary } from 'govuk-frontend/dist/govuk/components/error-summary/error-summary.mjs'
import { Radios } from 'govuk-frontend/dist/govuk/components/radios/radios.mjs'

const COMPONENTS = {
  'govuk-button': Button,
  'govuk-character-count': CharacterCount,
  'govuk-checkboxes': Checkboxes,
  'govuk-error-summary': ErrorSummary,
  'govuk-radios': Radios
}

function initialise () {
  document.body.classList.add('js-enabled')
  if ('noModule' in HTMLScriptElement.prototype) document.body.classList.add('govuk-frontend-supported')
  for (const [name, Component] of Object.entries(COMPONENTS)) {
    for (const element of document.querySelectorAll(`.plan-scope [data-module="${name}"]`)) {
      try {
        new Component(element) // eslint-disable-line no-new
      } catch (error) {
        // A component that fails leaves the plain control, which works.
        console.warn(error)
      }
    }
  }
  for (const holder of document.querySelectorAll('.plan-scope [data-plan-copy]')) addCopyButton(holder)
  for (const form of document.querySelectorAll('.plan-scope form[data-plan-keep]')) keepTyped(form)
}

function addCopyButton (holder) {
  const input = holder.querySelector('input')
  if (!input || !navigator.clipboard) return
  const button = document.createElement('button')
  button.type = 'button'
  button.className = 'govuk-button govuk-button--secondary'
  button.textContent = holder.dataset.planCopy
  const status = document.createElement('span')
  status.setAttribute('role', 'status')
  status.className = 'govuk-body-s'
  button.addEventListener('click', async () => {
    try {
      await navigator.clipboard.writeText(input.value)
      status.textContent = holder.dataset.planCopied
    } catch {
      input.select()
    }
  })
  holder.append(button, status)
}

// Leaving by the browser's own Back button, a link or a closed tab loses nothing that was typed.
function keepTyped (form) {
  let isChanged = false
  form.addEventListener('input', () => { isChanged = true })
  form.addEventListener('submit', () => { isChanged = false })
  window.addEventListener('pagehide', () => {
    if (!isChanged) return
    const typed = new FormData(form)
    typed.append('keep', '1')
    navigator.sendBeacon(form.action, new URLSearchParams(typed))
  })
}

if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', initialise)
else initialise()
