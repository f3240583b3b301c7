/** The map library's types that layers are written with; the library itself is imported in this folder only. */
export type {
  ExpressionSpecification,
  FilterSpecification,
  LayerSpecification,
  SourceSpecification,
} from 'maplibre-gl';
