// “Leave this site now”: the link works by itself; here it leaves no page to go back to, and Shift
// pressed three times does the same.
const PRESSES = 3
const MILLISECONDS = 5000

export function quickExit (link) {
  const status = document.createElement('span')
  status.setAttribute('role', 'status')
  status.className = 'govuk-visually-hidden'
  link.after(status)
  for (const words of link.parentElement.querySelectorAll('[data-plan-with-script]')) words.hidden = false
  let presses = 0
  let timer = 0
  const forget = () => { presses = 0 }
  const leave = () => {
    document.body.hidden = true
    document.title = ' '
    window.location.replace(link.href)
  }
  link.addEventListener('click', (event) => {
    event.preventDefault()
    leave()
  })
  document.addEventListener('keyup', (event) => {
    if (event.key !== 'Shift') return forget()
    presses += 1
    clearTimeout(timer)
    timer = setTimeout(forget, MILLISECONDS)
    if (presses >= PRESSES) return leave()
    status.textContent = presses === 1 ? link.dataset.planTwoMore : link.dataset.planOneMore
  })
}
