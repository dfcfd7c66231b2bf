package io.github.spotaware.e2e.demo.drain;

import java.util.List;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What kubectl says while it drains, in plain words. */
final class KubectlWords {

  private record Line(Pattern pattern, Function<MatchResult, String> words) {}

  private static final List<Line> LINES =
      List.of(
          line("node/(\\S+) cordoned", found -> DrainWords.cordons(found.group(1))),
          line("node/(\\S+) already cordoned", found -> DrainWords.findsCordoned(found.group(1))),
          line("evicting pod [^/]+/(\\S+)", found -> DrainWords.asks(found.group(1))),
          line(
              "error when evicting pods/\"([^\"]+)\" -n \"[^\"]+\" \\(will retry after 5s\\): (.*)",
              found -> DrainWords.isRefused(found.group(1), found.group(2))),
          line("pod/(\\S+) evicted", found -> DrainWords.seesGone(found.group(1))),
          line("node/(\\S+) drained", found -> DrainWords.isDone(found.group(1))));

  private KubectlWords() {}

  private static Line line(String pattern, Function<MatchResult, String> words) {
    return new Line(Pattern.compile(pattern), words);
  }

  /** The line in plain words; the line itself if it is another one. */
  static String of(String line) {
    for (Line known : LINES) {
      Matcher matcher = known.pattern().matcher(line.strip());
      if (matcher.matches()) {
        return known.words().apply(matcher.toMatchResult());
      }
    }
    return line;
  }
}
