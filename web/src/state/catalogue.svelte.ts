import { catalogue as calls } from '../api/calls';
import type { BackgroundMap, Code, LayerDescription, Layers, Page, Party, Question, Site } from '../api/types';
import { holdsOn, todayInStockholm } from './days';
import { fetchOrCopy } from './kept_copy';
import { byName } from './by_name';
import { language, t } from './language.svelte';

export type CodeList = Code['list'];

/** What was asked for early; null where that came to nothing, and `load` asks again. */
type Asked<T> = Promise<T | null>;
const orNull = <T>(asked: Promise<T>): Asked<T> => asked.catch(() => null);

/** What the server says it has: code lists, layers and parties. Loaded once after log-in. */
class Catalogue {
  codes = $state.raw<Code[]>([]);
  layers = $state.raw<LayerDescription[]>([]);
  tiles = $state.raw('');
  background = $state.raw<BackgroundMap | null>(null);
  parties = $state.raw<Party[]>([]);
  ready = $state(false);
  error = $state.raw<unknown>(undefined);

  private asked: { codes: Asked<Page<Code>>; layers: Asked<Layers>; parties: Asked<Page<Party>> } | null = null;

  /** Asks while it is not yet known who this is, so that `load` need not wait where it is somebody. */
  ask(): void {
    this.asked = { codes: orNull(calls.codes()), layers: orNull(calls.layers()), parties: orNull(calls.parties()) };
  }

  /** Leaves what was asked for unread: somebody else comes in. */
  letGo(): void {
    this.asked = null;
  }

  async load(): Promise<void> {
    this.error = undefined;
    const { asked } = this;
    this.asked = null;
    try {
      const [codes, layers, parties] = await Promise.all([
        fetchOrCopy('codes', async () => (await asked?.codes) ?? calls.codes()),
        fetchOrCopy('layers', async () => (await asked?.layers) ?? calls.layers()),
        fetchOrCopy('parties', async () => (await asked?.parties) ?? calls.parties()),
      ]);
      this.codes = codes.items;
      this.layers = layers.layers;
      this.tiles = layers.tiles;
      this.background = layers.background ?? null;
      this.parties = parties.items.toSorted(byName);
      this.ready = true;
    } catch (error) {
      this.error = error;
    }
  }

  /** Again, when codes or parties have changed. What is shown stays where this fails: the page is not taken away for it. */
  async refresh(): Promise<void> {
    try {
      const [codes, parties] = await Promise.all([calls.codes(), calls.parties()]);
      this.codes = codes.items;
      this.parties = parties.items.toSorted(byName);
    } catch (error) {
      console.error(error);
    }
  }

  /** Codes that can be chosen today, and those that are chosen already. */
  choices(list: CodeList, chosen: readonly string[] = []): Code[] {
    const today = todayInStockholm();
    return this.list(list).filter((code) => chosen.includes(code.code) || holdsOn(code, today));
  }

  /** The group of a site in the words of its manager. */
  groupName({ group, manager }: Pick<Site, 'group' | 'manager'>): string {
    const party = this.parties.find(({ code }) => code === manager?.code);
    return party?.site_groups.find(({ code }) => code === group)?.name ?? group ?? '';
  }

  list(list: CodeList): Code[] {
    return this.codes.filter((code) => code.list === list);
  }

  /** The label of a code in the language of the page. A code itself is never shown. */
  label(list: CodeList, code: string): string {
    return (
      this.codes.find((entry) => entry.list === list && entry.code === code)?.label[language.current] ??
      t('code.unknown')
    );
  }

  labels(list: CodeList, codes: readonly string[] | null | undefined): string {
    return (codes ?? []).map((code) => this.label(list, code)).join(', ');
  }

  /** The extra questions of these problem types; one that several types ask is asked once. */
  questions(types: readonly string[]): Question[] {
    const all = types.flatMap((type) => this.list('problem_type').find(({ code }) => code === type)?.questions ?? []);
    return all.filter((question, at) => all.findIndex(({ code }) => code === question.code) === at);
  }

  /** Where faults of these problem types are told of, once for each party that mends them. */
  faultChannels(types: readonly string[]): { label: string; channel: NonNullable<Code['fault_channel']> }[] {
    const codes = this.list('problem_type').filter(({ code }) => types.includes(code));
    const channels = codes.flatMap(({ code, fault_channel: channel }) => (channel ? [{ code, channel }] : []));
    const parties = [...new Set(channels.map(({ channel }) => channel.party.code))];
    return parties.flatMap((party) => {
      const own = channels.filter(({ channel }) => channel.party.code === party);
      const label = own.map(({ code }) => this.label('problem_type', code)).join(', ');
      return own.slice(0, 1).map(({ channel }) => ({ label, channel }));
    });
  }

  /** Answers in words, in the order in which the questions are asked. */
  answers(types: readonly string[], answers: Record<string, string>): { question: string; answer: string }[] {
    return this.questions(types).flatMap(({ code, label, choices }) => {
      const choice = choices.find((one) => one.code === answers[code]);
      return choice ? [{ question: label[language.current], answer: choice.label[language.current] }] : [];
    });
  }

  hasLayer(id: string): boolean {
    return this.layers.some((layer) => layer.id === id);
  }
}

export const catalogue = new Catalogue();
