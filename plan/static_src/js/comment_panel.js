// Opens the comments of a passage beside the text. One panel at a time; Escape and a button close it,
// and focus returns to where it came from. On a narrow screen it covers the page, so it is modal.
const WIDE = '(min-width: 64em)'
let openPanel = null

async function sectionBehind (url) {
  const answer = await fetch(url, { headers: { Accept: 'text/html' } })
  if (!answer.ok) throw new Error(answer.status)
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html')
  const section = page.querySelector('[data-plan-comments]')
  if (!section) throw new Error('no comments')
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
  panel.addEventListener('keydown', (event) => { if (event.key === 'Escape') panel.close() })
  panel.addEventListener('close', () => {
    panel.remove()
    openPanel = null
    document.body.classList.remove('plan-has-panel')
    opener.focus()
  })
  panel.append(close, section)
  return panel
}

export function commentPanel (link, whenOpened) {
  const status = document.createElement('span')
  status.setAttribute('role', 'status')
  status.className = 'govuk-visually-hidden'
  link.after(status)

  async function open (words, opener) {
    status.textContent = link.dataset.planLoading
    try {
      const section = await sectionBehind(link.href)
      openPanel?.close()
      openPanel = build(link, section, opener ?? link)
      link.closest('.plan-scope').append(openPanel)
      const isWide = window.matchMedia(WIDE).matches
      document.body.classList.toggle('plan-has-panel', isWide)
      if (isWide) openPanel.show()
      else openPanel.showModal()
      section.querySelector('#comments-title').focus()
      whenOpened(openPanel, words)
    } catch {
      window.location.assign(link.href)
    } finally {
      status.textContent = ''
    }
  }

  link.addEventListener('click', (event) => {
    if (event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return
    event.preventDefault()
    open('', link)
  })
  return open
}
