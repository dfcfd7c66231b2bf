package io.github.spotaware.e2e.demo.page;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Chromium, or a Chrome, and the driver of its version, from this machine; nothing is downloaded.
 *
 * @param browser executable
 * @param driver executable
 */
record BrowserPrograms(Path browser, Path driver) {

  private static final List<String> BROWSERS =
      List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");
  private static final String WHAT_TO_DO =
      """

      ****************************************************************************************
        The demo's page was NOT tested: no Chromium with its chromedriver was found on PATH.
          next step: apt-get install -y chromium chromium-driver
        With CI set, or with -De2e.browser=required, this is a failure.
      ****************************************************************************************
      """;

  /**
   * Looks on PATH. Without them the test fails where they are required, and is skipped elsewhere,
   * which is said.
   */
  static BrowserPrograms find() {
    Optional<Path> browser = BROWSERS.stream().flatMap(BrowserPrograms::onPath).findFirst();
    Optional<Path> driver = onPath("chromedriver").findFirst();
    if (browser.isPresent() && driver.isPresent()) {
      return new BrowserPrograms(browser.get(), driver.get());
    }
    if (isRequired(System.getenv("CI"), System.getProperty("e2e.browser"))) {
      throw new AssertionError(WHAT_TO_DO);
    }
    System.err.println(WHAT_TO_DO);
    return abort("no chromium and chromedriver on PATH");
  }

  private static boolean isRequired(@Nullable String ci, @Nullable String property) {
    return "required".equals(property) || (ci != null && !ci.isEmpty() && !ci.equals("false"));
  }

  private static Stream<Path> onPath(String program) {
    String path = String.valueOf(System.getenv("PATH"));
    return Arrays.stream(path.split(File.pathSeparator))
        .filter(folder -> !folder.isEmpty())
        .map(folder -> Path.of(folder, program))
        .filter(Files::isExecutable);
  }
}
