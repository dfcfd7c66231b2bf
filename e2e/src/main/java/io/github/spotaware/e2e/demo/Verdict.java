package io.github.spotaware.e2e.demo;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintStream;
import java.util.List;

/**
 * What a scenario shows.
 *
 * @param scenario its name
 * @param columns with the same rows each; at least one
 * @param problems what is not as it should be; empty if all is
 * @param moral what there is to say if all is
 */
record Verdict(String scenario, List<Column> columns, List<String> problems, List<String> moral) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Copies the lists. */
  Verdict {
    columns = List.copyOf(columns);
    problems = List.copyOf(problems);
    moral = List.copyOf(moral);
  }

  /** Of what was checked. */
  static Verdict of(String scenario, Checks checks, List<Column> columns, String... moral) {
    return new Verdict(scenario, columns, checks.problems(), List.of(moral));
  }

  boolean ok() {
    return problems.isEmpty();
  }

  /** The table, and what to think of it. */
  void print(PrintStream out) {
    out.printf("%n%-32s", "");
    columns.forEach(column -> out.printf(" %16s", column.title()));
    out.println();
    List<Figure> rows = columns.getFirst().figures();
    for (int i = 0; i < rows.size(); i++) {
      out.printf("  %-30s", rows.get(i).label());
      for (Column column : columns) {
        out.printf(" %16s", column.figures().get(i).text());
      }
      out.println();
    }
    if (ok()) {
      out.println();
      moral.forEach(out::println);
    } else {
      problems.forEach(problem -> out.println("NOT AS IT SHOULD BE: " + problem));
    }
  }

  /** One line. */
  String json() {
    ObjectNode json = JSON.createObjectNode();
    json.put("ok", ok());
    json.put("scenario", scenario);
    for (Column column : columns) {
      ObjectNode object = json.putObject(column.key());
      column
          .figures()
          .forEach(figure -> object.set(figure.key(), JSON.valueToTree(figure.value())));
    }
    return json.toString();
  }
}
