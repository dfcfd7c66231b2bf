package io.github.spotaware.e2e.playground;

/** The shell exports that point a shell at a playground. */
final class Exports {

  private Exports() {}

  static void print(PlaygroundFolder folder) {
    System.out.println("export KUBECONFIG=" + quoted(folder.kubeconfig().toString()));
    System.out.println("export PATH=" + quoted(folder.bin().toString()) + ":\"$PATH\"");
  }

  private static String quoted(String text) {
    return "'" + text.replace("'", "'\\''") + "'";
  }
}
