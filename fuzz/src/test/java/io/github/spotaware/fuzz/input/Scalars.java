package io.github.spotaware.fuzz.input;

import java.util.List;
import java.util.function.Function;

/** Texts and numbers that programs stumble over. */
public final class Scalars {
  private static final List<String> TEXTS =
      List.of(
          "",
          " ",
          "\n",
          "\0",
          "a\0b",
          "a\r\nb: c",
          "\u001b[31m",
          "\u0085\u2028\u2029",
          "\u00a0",
          "\u202e drowssap",
          "\ud800",
          "x\udc00y",
          "\ud83d\ude00",
          "\ufeff",
          "\uffff",
          "ｆｕｌｌ",
          "İ",
          "ß",
          "null",
          "none",
          "true",
          "TRUE",
          "no",
          "0",
          "-0",
          "-1",
          "+1",
          "1e3",
          "0x10",
          "1.5",
          "01",
          "٣",
          "2147483647",
          "2147483648",
          "-2147483649",
          "9223372036854775807",
          "9223372036854775808",
          "253402300800",
          "99999999999999999999999999",
          "NaN",
          "Infinity",
          "25%",
          "9999999999%",
          "1s",
          "9223372036854775807h",
          "1767269100",
          "../../x",
          "a/b",
          "a.b",
          ".",
          "..",
          "-",
          "a-",
          "A",
          "%s%n%x",
          "${jndi:x}",
          "{}",
          "[]",
          "{\"a\":1}",
          "a=b",
          "a=b,c=d",
          "a in (b,c)",
          "a notin ()",
          "!a",
          "a=b=c",
          "((((",
          ",",
          ",,",
          "a,",
          "uid=1",
          "uid=1 uid=2",
          "uid=none",
          "=",
          "kube-system",
          "spot-scaling",
          "shop",
          "web",
          "Raising",
          "Surged",
          "Releasing",
          "Waning",
          "whitelist",
          "handoff",
          "deny",
          "spot-aware=enabled",
          "karpenter.sh/disrupted");

  private static final List<String> UNITS =
      List.of("a", "0", "9", " ", "\n", ",", "=", "(", "é", "\ud83d\ude00", "a=1 ", "a,", "!", "/");

  private static final List<String> NUMBERS =
      List.of(
          "0",
          "-0",
          "1",
          "-1",
          "2",
          "1.5",
          "1e400",
          "-1e400",
          "1e-400",
          "0.1e1",
          "1E+2",
          "2147483647",
          "2147483648",
          "-2147483649",
          "4294967297",
          "9223372036854775807",
          "9223372036854775808",
          "1e999999999",
          "123456789012345678901234567890");

  private Scalars() {}

  /** Now and then a long one, of up to 64 Ki characters. */
  public static String text(Draw draw) {
    return draw.oneIn(200) ? draw.from(UNITS).repeat(1 << draw.below(16)) : draw.from(TEXTS);
  }

  /** As JSON; not all of them are valid. */
  public static String number(Draw draw) {
    return draw.oneIn(40) ? "7".repeat(1 << draw.below(12)) : draw.from(NUMBERS);
  }

  private static final List<Function<String, String>> SPELLINGS =
      List.of(
          text -> " " + text + "\t",
          text -> text + "\n",
          text -> "\u0001" + text,
          text -> text + "\u0001",
          text -> text + text,
          text -> text.toUpperCase(java.util.Locale.ROOT),
          text -> text + " " + text,
          text -> text.replace(' ', '\t'),
          text -> text.replace(' ', '\n'),
          text -> "-" + text,
          text -> "0" + text,
          text -> text.replace('=', ':'),
          text -> new StringBuilder(text).reverse().toString());

  /** The text with something about it changed. */
  public static String changed(String text, Draw draw) {
    if (text.isEmpty() || draw.oneIn(3)) {
      return text(draw);
    }
    int at = draw.below(text.length());
    int end = at + draw.below(text.length() - at + 1);
    return switch (draw.below(5)) {
      case 0 -> draw.from(SPELLINGS).apply(text);
      case 1 -> text.substring(0, at) + text.substring(end);
      case 2 -> text.substring(0, at) + text(draw) + text.substring(at);
      case 3 -> text.substring(0, end) + text.substring(at);
      default -> text.substring(0, at) + (char) draw.below(0x250) + text.substring(at + 1);
    };
  }
}
