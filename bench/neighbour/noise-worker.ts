// Makes the noise in a process of its own, so that it does not delay the client that measures. It ends with its parent.
import { answered, makeNoise, type Noise } from './noise.ts';

process.once('disconnect', () => process.exit());
process.once('message', async (noise: Noise) => {
  await makeNoise(noise);
  process.send?.('noisy');
  process.once('message', () => process.send?.(answered));
});
