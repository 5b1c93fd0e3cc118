// Enhancements of the pages of a form, beside plan.js; each works without them.
import { CharacterCount } from 'govuk-frontend/dist/govuk/components/character-count/character-count.mjs'
import { Checkboxes } from 'govuk-frontend/dist/govuk/components/checkboxes/checkboxes.mjs'
import { ErrorSummary } from 'govuk-frontend/dist/govuk/components/error-summary/error-summary.mjs'
import { Radios } from 'govuk-frontend/dist/govuk/components/radios/radios.mjs'
import { keepTyped } from './js/keep_typed.js'
import { quickExit } from './js/quick_exit.js'
import { showAndHide } from './js/show_if.js'
import { startComponents, whenReady } from './js/start.js'

function initialise () {
  startComponents({
    'govuk-character-count': CharacterCount,
    'govuk-checkboxes': Checkboxes,
    'govuk-error-summary': ErrorSummary,
    'govuk-radios': Radios
  })
  const all = (selector) => document.querySelectorAll(`.plan-scope ${selector}`)
  for (const link of all('a[data-plan-quick-exit]')) quickExit(link)
  for (const form of all('form')) showAndHide(form)
  for (const form of all('form[data-plan-keep]')) keepTyped(form)
}

whenReady(initialise)
