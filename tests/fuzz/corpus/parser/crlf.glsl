//!HOOK LUMA
  //!BIND HOOKED
//!WHEN 1 1 ==

vec4 hook() {
}