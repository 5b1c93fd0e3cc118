// Comments beside passages: opened in a panel on the page, and begun from words that are selected.
// Without it the links lead to the passage's own page, which has the same.
import { CharacterCount } from 'govuk-frontend/dist/govuk/components/character-count/character-count.mjs'
import { commentPanel } from './js/comment_panel.js'
import { offerSelection } from './js/selection.js'
import { startComponents, whenReady } from './js/start.js'
import { takeTypedAlong } from './js/typed.js'

function countCharacters () {
  startComponents({ 'govuk-character-count': CharacterCount })
}

function fill (form, words) {
  if (!form) return
  const quotation = form.querySelector('[name=quotation]')
  if (quotation && words) quotation.value = words
  form.querySelector('[name=text]')?.focus()
}

function initialise () {
  countCharacters()
  takeTypedAlong(() => document.querySelector('.plan-scope form[data-plan-compose]'))
  const section = document.querySelector('.plan-scope [data-plan-comments]')
  if (section) {
    const form = section.querySelector('form[data-plan-compose]')
    const place = document.querySelector('.plan-scope .plan-quotation')
    if (form && place) offerSelection(place, section.dataset.planSelect, section.dataset.planSelected, (words) => fill(form, words))
    return
  }
  for (const link of document.querySelectorAll('.plan-scope a[data-plan-comment]')) {
    const open = commentPanel(link, (panel, words, isNew) => {
      if (isNew) countCharacters()
      if (words) fill(panel.querySelector('form[data-plan-compose]'), words)
    })
    const place = link.closest('.plan-passage__text')
    if (place && link.dataset.planOpen) offerSelection(place, link.dataset.planOpen, link.dataset.planSelected, open)
  }
}

whenReady(initialise)
