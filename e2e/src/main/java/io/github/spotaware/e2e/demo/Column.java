package io.github.spotaware.e2e.demo;

import java.util.List;
import java.util.stream.Stream;

/**
 * The figures of one Deployment.
 *
 * @param key in the JSON
 * @param title in the table
 */
record Column(String key, String title, List<Figure> figures) {

  /** Copies the list. */
  Column {
    figures = List.copyOf(figures);
  }

  /** Those that every Deployment has, and more. */
  static Column of(String key, String title, Figures figures, Figure... more) {
    return new Column(key, title, Stream.concat(figures.rows().stream(), Stream.of(more)).toList());
  }
}
