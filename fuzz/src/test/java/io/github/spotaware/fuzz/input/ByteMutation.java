package io.github.spotaware.fuzz.input;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** One change of bytes that knows nothing of what they mean. */
final class ByteMutation {
  private ByteMutation() {}

  static byte[] of(byte[] bytes, Draw draw) {
    if (bytes.length == 0) {
      return new byte[] {(byte) draw.below(256)};
    }
    int at = draw.below(bytes.length);
    int end = Math.min(bytes.length, at + 1 + draw.below(32));
    return switch (draw.below(8)) {
      case 0 -> Arrays.copyOf(bytes, at);
      case 1 -> Arrays.copyOfRange(bytes, at, bytes.length);
      case 2 -> joined(Arrays.copyOf(bytes, at), Arrays.copyOfRange(bytes, end, bytes.length));
      case 3 -> joined(Arrays.copyOf(bytes, end), Arrays.copyOfRange(bytes, at, bytes.length));
      case 4 -> {
        byte[] flipped = bytes.clone();
        for (int times = 1 + draw.below(8); times > 0; times--) {
          flipped[draw.below(flipped.length)] ^= (byte) (1 << draw.below(8));
        }
        yield flipped;
      }
      case 5 -> {
        byte[] other = bytes.clone();
        other[at] = (byte) draw.below(256);
        yield other;
      }
      case 6 -> {
        byte[] inserted = new byte[1 + draw.below(16)];
        for (int i = 0; i < inserted.length; i++) {
          inserted[i] = (byte) draw.below(256);
        }
        yield joined(
            joined(Arrays.copyOf(bytes, at), inserted),
            Arrays.copyOfRange(bytes, at, bytes.length));
      }
      default ->
          // In another encoding, which a JSON parser may detect.
          new String(bytes, StandardCharsets.UTF_8)
              .getBytes(draw.oneIn(2) ? StandardCharsets.UTF_16 : StandardCharsets.UTF_16LE);
    };
  }

  private static byte[] joined(byte[] first, byte[] second) {
    byte[] all = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, all, first.length, second.length);
    return all;
  }
}
