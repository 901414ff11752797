import { describeInBrowser } from '../kit/browser';
import { ConsoleHouse } from './house';
import { correctingScenes } from './scenes/correcting';
import { decidingScenes } from './scenes/deciding';
import { everyPageScenes } from './scenes/every-page';
import { followingACentScenes } from './scenes/following-a-cent';
import { handingInScenes } from './scenes/handing-in';
import { hostileScenes } from './scenes/hostile';
import { managingScenes } from './scenes/managing';
import { newcomerScenes } from './scenes/newcomer';
import { paidByFileScenes } from './scenes/paid-by-file';

// One house for all scenes: to bring it up takes longer than most of them. One theme alone: `npx jest test/web -t deciding`.
describeInBrowser('the console', () => {
  const house = new ConsoleHouse();
  beforeAll(() => house.open(), 240_000);
  afterEach(async () => expect(await house.tidy()).toEqual([]));
  afterAll(() => house.close(), 60_000);

  newcomerScenes(house);
  everyPageScenes(house);
  decidingScenes(house);
  handingInScenes(house);
  managingScenes(house);
  hostileScenes(house);
  followingACentScenes(house);
  paidByFileScenes(house);
  correctingScenes(house);
});
