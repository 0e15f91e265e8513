/** Whether the data is a demonstration; the server says so on the root element. */
export const invented = document.documentElement.dataset.invented === 'yes'
