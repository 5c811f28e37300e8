//! about
//!HOOK LUMA
//!FUTURE 1
//!SAVE HOOKED
float a; //! x
//!
//!DESC none
// x
//!HOOK MAIN
//!COMPONENTS 0
x
//!