const storageKey = 'samplats.triage_keys';

/** Whether single keys are shortcuts in triage. Whoever speaks to the machine, or presses keys by mistake, switches them off. */
class Keys {
  on = $state(localStorage.getItem(storageKey) !== 'off');

  set(on: boolean): void {
    this.on = on;
    localStorage.setItem(storageKey, on ? 'on' : 'off');
  }
}

export const keys = new Keys();
