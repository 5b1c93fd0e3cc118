// Opens the comments of a passage beside the text. One panel at a time; Escape and a button close it,
// and focus returns to where it came from. On a narrow screen it covers the page, so it is modal.
// Closing it loses nothing: what has been typed is there again when the passage is opened once more.
import { isChanged, isPlainClick } from './typed.js'

const WIDE = '(min-width: 64em)'
let openPanel = null

const words = (element) => element.textContent.trim().replace(/\s+/g, ' ')

// The comments of a passage. Fails where there are none, and where the passage has other words by now
// than the page that is open: the page of the passage shows them.
async function sectionBehind (link) {
  const answer = await fetch(link.href)
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html')
  const section = page.querySelector('[data-plan-comments]')
  const passage = page.querySelector('.plan-quotation')
  if (!section || !words(link.closest('.plan-passage__text')).includes(words(passage))) throw new Error()
  return document.importNode(section, true)
}

function build (link, section, opener) {
  const panel = document.createElement('dialog')
  panel.className = 'plan-panel'
  panel.setAttribute('aria-labelledby', 'comments-title')
  const close = document.createElement('button')
  close.type = 'button'
  close.className = 'govuk-button govuk-button--secondary plan-panel__close'
  close.textContent = link.dataset.planClose
  close.addEventListener('click', () => panel.close())
  // Escape that ends the composing of a word, as in Chinese or Japanese, is not meant for the panel.
  panel.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape') return
    if (event.isComposing) event.preventDefault()
    else panel.close()
  })
  panel.addEventListener('close', () => {
    panel.remove()
    if (openPanel === panel) {
      openPanel = null
      document.body.classList.remove('plan-has-panel')
      opener.focus()
    }
  })
  panel.append(close, section)
  return panel
}

function show (panel, link) {
  const before = openPanel
  openPanel = panel
  before?.close()
  link.closest('.plan-scope').append(panel)
  const isWide = window.matchMedia(WIDE).matches
  document.body.classList.toggle('plan-has-panel', isWide)
  if (isWide) panel.show()
  else panel.showModal()
  panel.querySelector('#comments-title').focus()
}

export function commentPanel (link, whenOpened) {
  const status = document.createElement('span')
  status.setAttribute('role', 'status')
  status.className = 'govuk-visually-hidden'
  link.after(status)
  let kept = null

  async function open (words, opener) {
    status.textContent = link.dataset.planLoading
    try {
      const form = kept?.querySelector('form[data-plan-compose]')
      const isKept = form && isChanged(form)
      if (!isKept) kept = await sectionBehind(link)
      show(build(link, kept, opener ?? link), link)
      whenOpened(openPanel, words, !isKept)
    } catch {
      window.location.assign(link.href)
    } finally {
      status.textContent = ''
    }
  }

  link.addEventListener('click', (event) => {
    if (!isPlainClick(event)) return
    event.preventDefault()
    open('', link)
  })
  return open
}
