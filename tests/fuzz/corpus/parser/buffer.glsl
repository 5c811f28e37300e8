//!BUFFER b
//!VAR float x[4]
//!STORAGE

//!HOOK MAIN
x
