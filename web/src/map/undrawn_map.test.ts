import { expect, test } from 'vitest';
import { cameraOver, seenFrom } from './undrawn_map';

const size = { width: 390, height: 700 };

test('at zoom 0 the whole world is one square of 512 pixels', () => {
  const [west, south, east, north] = seenFrom({ lon: 0, lat: 0, zoom: 0 }, { width: 512, height: 512 });
  expect([west, east]).toEqual([-180, 180]);
  expect(south).toBeCloseTo(-85.0511287798, 9);
  expect(north).toBeCloseTo(85.0511287798, 9);
});

test('what is seen is as wide and as high as the scale of the map at its latitude says', () => {
  const camera = { lon: 18.0503, lat: 59.3505, zoom: 17 };
  const [west, south, east, north] = seenFrom(camera, size);
  const equatorM = 40_075_016.686;
  const pixelM = (equatorM * Math.cos((camera.lat * Math.PI) / 180)) / (512 * 2 ** camera.zoom);
  const degreeM = equatorM / 360;
  expect((east - west) * degreeM * Math.cos((camera.lat * Math.PI) / 180)).toBeCloseTo(size.width * pixelM, 6);
  expect((north - south) * degreeM).toBeCloseTo(size.height * pixelM, 1);
  expect((east + west) / 2).toBeCloseTo(camera.lon, 12);
});

test('what is fitted in is seen whole, and would not be from a little closer', () => {
  const city = [17.76, 59.23, 18.2, 59.44] as const;
  for (const screen of [size, { width: 1000, height: 800 }, { width: 320, height: 60 }]) {
    const camera = cameraOver([...city], screen);
    const contains = ([west, south, east, north]: readonly number[]) =>
      west! <= city[0] && south! <= city[1] && east! >= city[2] && north! >= city[3];
    expect(contains(seenFrom(camera, screen))).toBe(true);
    const free = { width: screen.width - 48, height: screen.height - 48 };
    const isClosest = camera.zoom === 6 || !contains(seenFrom({ ...camera, zoom: camera.zoom + 0.01 }, free));
    expect(isClosest).toBe(true);
  }
});

test('nothing is looked at from closer, or from farther, than the map goes', () => {
  expect(cameraOver([18, 59, 18, 59], size).zoom).toBe(19);
  expect(cameraOver([-170, -80, 170, 80], size).zoom).toBe(6);
});
