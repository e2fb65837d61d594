// Loaded into an engine: on a message it leaves a rejection unhandled, as the library does.

process.on('message', (message) => {
  if (message === 'leave a rejection') void Promise.reject(new Error('left to itself'));
});
