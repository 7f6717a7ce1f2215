/// Tests of the authorization server. [TestServer] is one replica of it in memory; [Forge] makes what an attacker
/// would.
@NullMarked
package io.levee.adapters.oauth;

import org.jspecify.annotations.NullMarked;
