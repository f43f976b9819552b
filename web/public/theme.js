// Before the first paint, so that nothing flashes: the theme and the language that were chosen here before.
;(() => {
  try {
    const { theme } = document.documentElement.dataset
    const chosen = localStorage.getItem('claimbook.theme')
    if (theme === undefined && (chosen === 'light' || chosen === 'dark')) document.documentElement.dataset.theme = chosen
  } catch {
    // Where nothing may be kept the system's theme is shown.
  }
})()
