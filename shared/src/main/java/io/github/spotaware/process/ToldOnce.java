package io.github.spotaware.process;

import io.github.spotaware.report.Reason;
import io.github.spotaware.report.Report;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Leaves out what was told before: a scale-down that waits is put off every {@code check-interval},
 * and is told again only for another reason, or once something else was told about its Deployment.
 */
final class ToldOnce {
  private static final int MOST = 1_000;

  private final Map<String, String> postponements =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
          return size() > MOST;
        }
      };

  /** Those of these reports that are news. */
  synchronized List<Report> news(List<Report> reports) {
    return reports.stream().filter(this::isNews).toList();
  }

  private boolean isNews(Report report) {
    String uid = report.subject().uid();
    if (report.reason() == Reason.SCALE_DOWN_POSTPONED) {
      return !report.note().equals(postponements.put(uid, report.note()));
    }
    postponements.remove(uid);
    return true;
  }
}
