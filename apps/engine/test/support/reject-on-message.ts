// Loaded into an engine: leaves a rejection to itself when it is told to, as the library does.

process.on('message', (message) => {
  if (message === 'leave a rejection') void Promise.reject(new Error('left to itself'));
});
