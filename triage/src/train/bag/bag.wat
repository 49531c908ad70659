;; The two loops in which training spends most of its time, four values at a time.
;; Addresses and widths are in bytes; a width is a multiple of 16.
(module
  (import "bag" "memory" (memory 1))

  ;; sum[0, width) += values[i] · table[rows[i]], for every i
  (func (export "gather")
    (param $rows i32) (param $values i32) (param $count i32) (param $table i32) (param $width i32) (param $sum i32)
    (local $last i32) (local $row i32) (local $offset i32) (local $factor v128)
    (local.set $last (i32.add (local.get $rows) (i32.shl (local.get $count) (i32.const 2))))
    (block $done
      (loop $features
        (br_if $done (i32.ge_u (local.get $rows) (local.get $last)))
        (local.set $row
          (i32.add (local.get $table) (i32.mul (i32.load (local.get $rows)) (local.get $width))))
        (local.set $factor (v128.load32_splat (local.get $values)))
        (local.set $offset (i32.const 0))
        (loop $lanes
          (v128.store (i32.add (local.get $sum) (local.get $offset))
            (f32x4.add
              (v128.load (i32.add (local.get $sum) (local.get $offset)))
              (f32x4.mul (local.get $factor)
                (v128.load (i32.add (local.get $row) (local.get $offset))))))
          (local.set $offset (i32.add (local.get $offset) (i32.const 16)))
          (br_if $lanes (i32.lt_u (local.get $offset) (local.get $width))))
        (local.set $rows (i32.add (local.get $rows) (i32.const 4)))
        (local.set $values (i32.add (local.get $values) (i32.const 4)))
        (br $features))))

  ;; table[rows[i]] += rate · values[i] · slope[0, width), for every i
  (func (export "scatter")
    (param $rows i32) (param $values i32) (param $count i32) (param $table i32) (param $width i32) (param $slope i32)
    (param $rate f32)
    (local $last i32) (local $row i32) (local $offset i32) (local $factor v128)
    (local.set $last (i32.add (local.get $rows) (i32.shl (local.get $count) (i32.const 2))))
    (block $done
      (loop $features
        (br_if $done (i32.ge_u (local.get $rows) (local.get $last)))
        (local.set $row
          (i32.add (local.get $table) (i32.mul (i32.load (local.get $rows)) (local.get $width))))
        (local.set $factor
          (f32x4.splat (f32.mul (local.get $rate) (f32.load (local.get $values)))))
        (local.set $offset (i32.const 0))
        (loop $lanes
          (v128.store (i32.add (local.get $row) (local.get $offset))
            (f32x4.add
              (v128.load (i32.add (local.get $row) (local.get $offset)))
              (f32x4.mul (local.get $factor)
                (v128.load (i32.add (local.get $slope) (local.get $offset))))))
          (local.set $offset (i32.add (local.get $offset) (i32.const 16)))
          (br_if $lanes (i32.lt_u (local.get $offset) (local.get $width))))
        (local.set $rows (i32.add (local.get $rows) (i32.const 4)))
        (local.set $values (i32.add (local.get $values) (i32.const 4)))
        (br $features)))))
