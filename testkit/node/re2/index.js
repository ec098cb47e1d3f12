"use strict";

// gitlab-ci-local reads the patterns of a pipeline's rules with re2. Here JavaScript's own
// expressions do that. A pattern that the real one refuses is refused here too, because GitLab
// would refuse it: re2 knows no look-around and no back reference.
const PIECES = [
  String.raw`\\[^1-9k]`, // an escape, but for \1 to \9 and \k<name>
  String.raw`\[(?:\\.|[^\]\\])*\]`, // a set of characters
  String.raw`\((?!\?<?[=!])`, // the start of a group, but for look-ahead and look-behind
  String.raw`[^\\[(]`, // any other character
];
const KNOWN = new RegExp(`^(?:${PIECES.join("|")})*$`, "s");

class RE2 extends RegExp {
  constructor(pattern, flags) {
    super(pattern, flags);
    if (!KNOWN.test(this.source)) {
      throw new SyntaxError(`re2 knows no look-around and no back reference: ${this.source}`);
    }
  }
}

module.exports = RE2;
