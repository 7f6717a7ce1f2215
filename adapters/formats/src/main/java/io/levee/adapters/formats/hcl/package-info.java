/// HCL, the language of Terraform: [HclScan] walks over characters, [HclValues] reads
/// expressions, [HclText] blocks.
@NullMarked
package io.levee.adapters.formats.hcl;

import org.jspecify.annotations.NullMarked;
